# docker: Failed
# wasm: Failed
import sys
for name in ('math', 'json', 'operator', 'builtins', 'traceback'):
    sys.modules[name] = None

def double(x):
    return None
