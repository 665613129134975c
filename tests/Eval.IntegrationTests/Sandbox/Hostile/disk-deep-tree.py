# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.chdir('/tmp')
    for depth in range(500):
        os.mkdir('d' * 200)
        os.chdir('d' * 200)
    open('leaf', 'w').close()
    for depth in range(500):
        os.chdir('..')
        os.chmod('d' * 200, 0)
    return None
