# docker: Failed MemoryExceeded Crashed
# wasm: Failed MemoryExceeded Crashed
def double(x):
    return ['x' * 1000] * 1000000
