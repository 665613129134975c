# docker: CpuTimeout
# wasm: CpuTimeout
def double(x):
    while True:
        pass
