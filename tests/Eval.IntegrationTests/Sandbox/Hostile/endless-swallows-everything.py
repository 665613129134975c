# docker: CpuTimeout
# wasm: CpuTimeout
def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
