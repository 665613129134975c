# docker: CpuTimeout Failed
# wasm: CpuTimeout Failed
def double(x):
    class Endless(Exception):
        def __str__(self):
            while True:
                pass
    raise Endless()
