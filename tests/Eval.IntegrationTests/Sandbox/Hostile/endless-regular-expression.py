# docker: CpuTimeout
# wasm: CpuTimeout
def double(x):
    import re
    return re.match('(a+)+$', 'a' * 64 + 'b')
