# docker: Failed MemoryExceeded
# wasm: Failed
def double(x):
    import mmap
    return len(mmap.mmap(-1, 1 << 33)) and 2 * x
