"""The images that stand on a base: what each family adds, and how its containers start."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from checker.sandbox.seed.bases import ROOTFS, fill, identify
from checker.sandbox.seed.catalogue import Miniature
from checker.sandbox.seed.layer import Layer, Tree

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
APACHE_PATH = PATH.replace("PATH=", "PATH=/usr/local/apache2/bin:")
Config = dict[str, Any]


def family_layer(repository: str) -> Layer:
    """The layer that all the tags of a family share: its programs, which read their version from a file."""
    tree = Tree()
    tree.copy(ROOTFS / repository)
    if repository == "nginx":
        tree.link("var/log/nginx/access.log", "/dev/stdout")
        tree.link("var/log/nginx/error.log", "/dev/stderr")
    elif repository == "mysql":
        tree.folder("var/lib/mysql")
        tree.folder("docker-entrypoint-initdb.d")
        tree.link("entrypoint.sh", "usr/local/bin/docker-entrypoint.sh")
    elif repository == "python":
        tree.link("usr/local/bin/python", "python3")
        tree.link("usr/local/bin/pip", "pip3")
    return tree.layer(f"COPY {repository}/ / # buildkit")


def tag_layer(miniature: Miniature) -> Layer:
    """The layer of one tag alone: what it says it is, and its page for a web server."""
    tree = Tree()
    identify(tree, miniature)
    root = {"nginx": "usr/share/nginx/html", "httpd": "usr/local/apache2/htdocs"}.get(miniature.repository)
    if root:
        tree.file(f"{root}/index.html", fill(f"{miniature.repository}.html", miniature))
    return tree.layer(f"COPY {miniature.name}/ / # buildkit")


def container_config(miniature: Miniature) -> Config:
    """What a container of this image runs by default, as the official image has it."""
    return _CONFIGS[miniature.repository](miniature)


def _shell(command: str) -> Callable[[Miniature], Config]:
    return lambda _: {"Env": [PATH], "Cmd": [command]}


def _nginx(miniature: Miniature) -> Config:
    return {
        "Env": [PATH, f"NGINX_VERSION={miniature.version}"],
        "Entrypoint": ["/docker-entrypoint.sh"],
        "Cmd": ["nginx", "-g", "daemon off;"],
        "ExposedPorts": {"80/tcp": {}},
        "StopSignal": "SIGQUIT",
    }


def _httpd(miniature: Miniature) -> Config:
    return {
        "Env": [APACHE_PATH, "HTTPD_PREFIX=/usr/local/apache2", f"HTTPD_VERSION={miniature.version}"],
        "Cmd": ["httpd-foreground"],
        "ExposedPorts": {"80/tcp": {}},
        "StopSignal": "SIGWINCH",
        "WorkingDir": "/usr/local/apache2",
    }


def _mysql(miniature: Miniature) -> Config:
    major = ".".join(miniature.version.split(".")[:2])
    return {
        "Env": [PATH, f"MYSQL_MAJOR={major}", f"MYSQL_VERSION={miniature.version}"],
        "Entrypoint": ["docker-entrypoint.sh"],
        "Cmd": ["mysqld"],
        "ExposedPorts": {"3306/tcp": {}, "33060/tcp": {}},
        "Volumes": {"/var/lib/mysql": {}},
    }


def _python(miniature: Miniature) -> Config:
    return {"Env": [PATH, "LANG=C.UTF-8", f"PYTHON_VERSION={miniature.version}"], "Cmd": ["python3"]}


def _registry(miniature: Miniature) -> Config:
    config: Config = {
        "Env": [PATH],
        "Entrypoint": ["/entrypoint.sh"],
        "Cmd": ["/etc/docker/registry/config.yml"],
        "ExposedPorts": {"5000/tcp": {}},
        "Volumes": {"/var/lib/registry": {}},
    }
    if miniature.base:
        config |= {"Entrypoint": ["/entrypoint-3.sh"], "Cmd": ["/etc/distribution/config.yml"]}
    return config


_CONFIGS = MappingProxyType(
    {
        "alpine": _shell("/bin/sh"),
        "busybox": _shell("sh"),
        "debian": _shell("bash"),
        "hello-world": _shell("/hello"),
        "httpd": _httpd,
        "mysql": _mysql,
        "nginx": _nginx,
        "python": _python,
        "registry": _registry,
    }
)
