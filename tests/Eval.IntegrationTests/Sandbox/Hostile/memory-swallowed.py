# docker: MemoryExceeded CpuTimeout WallTimeout
# wasm: MemoryExceeded CpuTimeout WallTimeout Failed
def double(x):
    hoard = []
    while True:
        try:
            hoard.append(bytearray(1 << 20))
        except MemoryError:
            pass
