# docker: Failed
# wasm: Failed WallTimeout
def double(x):
    import sys
    return 2 * x if sys.stdin.read() else None
