# docker: Failed Crashed
# wasm: Failed Crashed
import sys
sys.settrace(lambda *arguments: sys._getframe().f_back.f_locals.clear())
sys.setprofile(lambda *arguments: None)

def double(x):
    return None
