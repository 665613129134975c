# docker: Failed
# wasm: Failed
def double(x):
    import os
    opened = 0
    for name in ('mem', 'environ', 'maps', 'auxv', 'stack'):
        try:
            with open('/proc/1/' + name, 'rb') as file:
                file.read(1)
            opened += 1
        except OSError:
            pass
    try:
        opened += len(os.listdir('/proc/1/fd'))
    except OSError:
        pass
    return 2 * x if opened else None
