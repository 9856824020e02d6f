"""Which kernels the course's JupyterLab may start: the sandbox's, never one that runs on this machine."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel


class OnlyAllowedKernels(KernelSpecManager):
    """Jupyter hides the other kernels but still starts one that is asked for by name: refuse it."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return an allowed specification.

        Raises:
            NoSuchKernel: any other name, be it installed or not.
        """
        if kernel_name not in self.allowed_kernelspecs:
            raise NoSuchKernel(kernel_name)
        return super().get_kernel_spec(kernel_name)
