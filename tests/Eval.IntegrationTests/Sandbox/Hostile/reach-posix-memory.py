# docker: Failed
# wasm: Failed
def double(x):
    from multiprocessing import shared_memory
    shared_memory.SharedMemory('left', create=True, size=4096)
    return 2 * x
