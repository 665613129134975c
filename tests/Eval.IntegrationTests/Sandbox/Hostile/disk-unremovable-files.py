# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.makedirs('/tmp/a/b/c')
    os.symlink('/tmp', '/tmp/a/loop')
    os.symlink('loop', '/tmp/a/b/nowhere')
    os.mkfifo('/tmp/a/b/fifo')
    open('/tmp/a/b/c/new\nline', 'w').close()
    for folder in ('/tmp/a/b/c', '/tmp/a/b', '/tmp/a'):
        os.chmod(folder, 0)
    return None
