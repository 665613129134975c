# docker: Failed
# wasm: Failed WallTimeout Crashed
def double(x):
    import os
    return 2 * x if os.read(0, 100) else None
