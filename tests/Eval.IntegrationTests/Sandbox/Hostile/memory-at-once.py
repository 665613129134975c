# docker: MemoryExceeded
# wasm: MemoryExceeded
def double(x):
    return 2 * x if bytearray(1 << 30) else None
