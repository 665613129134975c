# docker: MemoryExceeded
# wasm: MemoryExceeded
def double(x):
    return bytearray(1 << 31 if x == 21 else 0) and bytearray(1 << 30) and bytearray(1 << 30)
