# docker: CpuTimeout
# wasm: CpuTimeout
while True:
    pass
