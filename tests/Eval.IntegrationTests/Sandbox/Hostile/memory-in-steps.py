# docker: MemoryExceeded
# wasm: MemoryExceeded Failed
def double(x):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))
