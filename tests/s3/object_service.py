"""OpenStack Swift with its S3 API, whole in one process and one folder: python3 object_service.py FOLDER PORT.

It is what tests keep files in, so that signatures, listings and refusals are those of a real service. Swift is four
servers that speak HTTP with each other; they are loaded as Swift's own functional tests load them. It ends with its
standard input.
"""

import logging
import os
import sys

folder, port = sys.argv[1], int(sys.argv[2])
disks = os.path.join(folder, 'disks')
os.makedirs(os.path.join(disks, 'disk'))


def write(name, text):
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)
    return os.path.join(folder, name)


from swift.common import utils  # noqa: E402

utils.SWIFT_CONF_FILE = write(
    'swift.conf',
    '[swift-hash]\nswift_hash_path_suffix = anshao\n[storage-policy:0]\nname = one\ndefault = yes\n',
)
utils.eventlet_monkey_patch()

import eventlet  # noqa: E402
from eventlet import wsgi  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

COMMON = f"""[DEFAULT]
swift_dir = {folder}
devices = {disks}
mount_check = false
fallocate_reserve = 0
log_level = CRITICAL
log_address = /nowhere
"""
FILTERS = 'catch_errors gatekeeper cache listing_formats s3api tempauth slo versioned_writes'
OF_FILTER = {
    # Nobody is there; it is asked for and then done without.
    'cache': 'use = egg:swift#memcache\nmemcache_servers = 127.0.0.1:9\n',
    's3api': 'use = egg:swift#s3api\nlocation = us-east-1\n',
    'tempauth': 'use = egg:swift#tempauth\nuser_county_files = secret-of-tests .admin\n',
    'versioned_writes': 'use = egg:swift#versioned_writes\nallow_object_versioning = true\n',
}


def serve(app, listening):
    silent = logging.getLogger('swift-of-tests')
    eventlet.spawn(wsgi.server, listening, app, silent, protocol=SwiftHttpProtocol, log_output=False, socket_timeout=600)


for kind in ('account', 'container', 'object'):
    listening = eventlet.listen(('127.0.0.1', 0))
    inner = listening.getsockname()[1]
    ring = RingBuilder(1, 1, 1)
    address = {'ip': '127.0.0.1', 'port': inner, 'replication_ip': '127.0.0.1', 'replication_port': inner}
    ring.add_dev({'id': 0, 'region': 1, 'zone': 1, 'device': 'disk', 'weight': 1, 'meta': '', **address})
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, f'{kind}.ring.gz'))
    serve(loadapp(write(f'{kind}.conf', f'{COMMON}[app:main]\nuse = egg:swift#{kind}\n')), listening)

filters = [f'[filter:{name}]\n{OF_FILTER.get(name, f"use = egg:swift#{name}")}\n' for name in FILTERS.split()]
proxy = f'[pipeline:main]\npipeline = {FILTERS} symlink proxy-server\n[filter:symlink]\nuse = egg:swift#symlink\n'
app = '[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n'
serve(loadapp(write('proxy.conf', COMMON + proxy + ''.join(filters) + app)), eventlet.listen(('127.0.0.1', port)))
eventlet.hubs.trampoline(sys.stdin.fileno(), read=True)
