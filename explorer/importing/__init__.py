"""Published figures into careers: onet.py and bls.py read the files, figures.py writes what they say.

What an editor has changed stays as it is: see figures.py.
"""

from .bls import read_bls
from .figures import Figures, Report, WrongFile, write_figures
from .onet import read_onet

__all__ = ["Figures", "Report", "WrongFile", "read_bls", "read_onet", "write_figures"]
