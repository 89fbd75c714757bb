"""The wheel's words and icons, measured by the browser."""

# Each line of a label, by its four corners, asked of the slice that it should lie in: the browser's own geometry. Of the
# two drawings, with names and with short names, only one is shown.
SEEN = """const seen = (slice, what) => [...slice.querySelectorAll(what)].filter(one => one.getBoundingClientRect().width > 0);"""
LINES_OUTSIDE = (
    f"""() => {{ {SEEN} return [...document.querySelectorAll(".slice")].flatMap(slice => {{"""
    + """
    const shape = seen(slice, ".slice__shape")[0];
    return seen(slice, ".slice__label text, .slice:has(.slice__label) .slice__icon").filter(word => {
        const box = word.getBBox();
        const matrix = shape.getScreenCTM().inverse().multiply(word.getScreenCTM());
        return [[0, 0], [1, 0], [0, 1], [1, 1]].some(([right, down]) => {
            const corner = new DOMPoint(box.x + right * box.width, box.y + down * box.height).matrixTransform(matrix);
            return !shape.isPointInFill(corner);
        });
    }).map(word => `${slice.dataset.cluster}: ${word.textContent}`);
}); }"""
)
OVERLAPS = (
    f"""() => {{ {SEEN} return [...document.querySelectorAll(".slice")].flatMap(slice => {{"""
    + """
    const words = seen(slice, ".slice__label text, .slice__icon");
    const corners = word => {  // a little inside the box, so that boxes may touch
        const box = word.getBBox(), matrix = word.getScreenCTM();
        return [[.02, .02], [.98, .02], [.02, .98], [.98, .98], [.5, .5]].map(([right, down]) =>
            new DOMPoint(box.x + right * box.width, box.y + down * box.height).matrixTransform(matrix));
    };
    const holds = (word, point) => {
        const box = word.getBBox(), inside = point.matrixTransform(word.getScreenCTM().inverse());
        return inside.x > box.x && inside.x < box.x + box.width && inside.y > box.y && inside.y < box.y + box.height;
    };
    return words.flatMap(one => words.filter(other => other !== one && corners(other).some(point => holds(one, point))))
        .map(word => `${slice.dataset.cluster}: ${word.textContent}`);
}); }"""
)
ICONS_OUTSIDE = (
    f"""() => {{ {SEEN} return [...document.querySelectorAll(".slice")].filter(slice => {{"""
    + """
    const shape = seen(slice, ".slice__shape")[0];
    const drawn = seen(slice, ".slice__icon")[0];
    const matrix = shape.getScreenCTM().inverse().multiply(drawn.getScreenCTM()), icon = drawn.getBBox();
    const middle = new DOMPoint(icon.x + icon.width / 2, icon.y + icon.height / 2).matrixTransform(matrix);
    return !shape.isPointInFill(middle) || icon.width > shape.getBBox().width;
}).map(slice => slice.dataset.cluster); }"""
)
RIM_TOO_LONG = """() => [...document.querySelectorAll(".rim__words")].filter(name => {
    const path = document.querySelector(name.querySelector("textPath").getAttribute("href"));
    return name.getComputedTextLength() > path.getTotalLength();
}).map(name => name.textContent)"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".slice text, .rim__words, .disc__words b, .disc__words span")]
    .filter(word => word.getBoundingClientRect().width > 0)
    .map(word => parseFloat(getComputedStyle(word).fontSize) * word.closest("svg").getBoundingClientRect().width / 1000))"""
