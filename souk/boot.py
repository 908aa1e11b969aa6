"""Runs inside MiniStack's own Python, never in ours: starts it so that functions see only what they ship.

MiniStack runs Lambda functions with `sys.executable`, and so with its own installed packages in reach. A
function that forgot one of its wheels would then work here and fail on AWS. The first argument is a bare
interpreter.
"""

import runpy
import sys

if __name__ == "__main__":
    sys.executable = sys.argv.pop(1)
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
