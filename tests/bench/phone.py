"""What a slow phone makes of it: a real browser on the production server, throttled: `python -m tests.bench.phone`."""

import contextlib
import statistics
import sys

from playwright.sync_api import sync_playwright

from ..install import ensure_browser, find_browser
from ..server import NO_LIMITS, serve
from .load import CLUSTER, SEARCH, WHEEL, row, site_folder, table

SLOWER_CPU, DELAY_MS, BYTES_A_SECOND = 4, 150, 1_600_000 / 8
VISITS = 5
MOST_FIRST_PAINT_MS, MOST_SHIFT, LONG_TASK_MS = 1500, 0.0, 50
PAGES = {
    "the wheel": WHEEL,
    "a cluster": CLUSTER,
    "a search": SEARCH,
    "all careers": "/careers/",
    "the quiz": "/quiz/",
}
WATCH = """
window.seen = { shift: 0, tasks: [] };
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.seen.shift += shift.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.seen.tasks.push([task.startTime, task.duration]);
}).observe({ type: "longtask", buffered: true });
"""
ASK = """() => {
  const loaded = performance.getEntriesByType("navigation")[0].loadEventEnd;
  return {
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    loaded,
    shift: window.seen.shift,
    before: Math.max(0, ...window.seen.tasks.filter(([start]) => start < loaded).map(([, length]) => length)),
    after: Math.max(0, ...window.seen.tasks.filter(([start]) => start >= loaded).map(([, length]) => length)),
  };
}"""


def main() -> bool:
    ensure_browser()
    with contextlib.ExitStack() as stack:
        url, _process = stack.enter_context(serve(stack.enter_context(site_folder()), **NO_LIMITS))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        visits = {what: [visit(browser, url + path) for _nth in range(VISITS)] for what, path in PAGES.items()}
        browser.close()
    print(f"{SLOWER_CPU} times slower, 1.6 Mbit/s, {DELAY_MS} ms there and back, nothing kept; the middle of {VISITS} visits.\n")  # fmt: skip
    table("page", "first paint, ms", "loaded, ms", "layout shift", "longest task before, ms", "after load, ms")
    middle = {
        what: {name: statistics.median(one[name] for one in ones) for name in ones[0]} for what, ones in visits.items()
    }
    for what, one in middle.items():
        row(what, f"{one['paint']:,.0f}", f"{one['loaded']:,.0f}", f"{one['shift']:.3f}", f"{one['before']:.0f}", f"{one['after']:.0f}")  # fmt: skip
    print(f"\nLimits: first paint of the wheel {MOST_FIRST_PAINT_MS} ms, no shift, no task over {LONG_TASK_MS} ms after load.")  # fmt: skip
    return middle["the wheel"]["paint"] > MOST_FIRST_PAINT_MS or any(
        one["shift"] > MOST_SHIFT or one["after"] > LONG_TASK_MS for one in middle.values()
    )


def visit(browser, address: str) -> dict[str, float]:
    """A first visit in a window of a phone's size, down to the end of the page and some seconds more."""
    with contextlib.closing(browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DELAY_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND / 2},
        )  # fmt: skip
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        page.goto(address, wait_until="load")
        page.wait_for_timeout(1000)
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(2000)
        return page.evaluate(ASK)


if __name__ == "__main__":
    sys.exit(main())
