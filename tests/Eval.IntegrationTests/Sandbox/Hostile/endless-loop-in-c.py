# docker: CpuTimeout
# wasm: CpuTimeout
def double(x):
    import itertools
    return sum(itertools.repeat(0))
