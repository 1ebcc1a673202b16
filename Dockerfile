# A small image of feedpub. The paper's folder is /paper: feedpub.toml, the bulletins, out and the archive.
# How to run it: docs/hosting/README.md, "Docker". What is copied is in .dockerignore, too.
FROM python:3.14-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PROJECT_ENVIRONMENT=/opt/feedpub UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /src
# First what feedpub needs, exactly as uv.lock has it: a layer that stays while only feedpub changes.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --extra search --no-install-project
COPY README.md LICENSE ./
COPY feedpub feedpub
RUN uv sync --locked --extra search --no-editable

FROM python:3.14-slim
LABEL org.opencontainers.image.source="https://github.com/feedpub/feedpub" \
      org.opencontainers.image.licenses="MIT"
# The first user of most machines has this number too, so that files in a folder of theirs are theirs.
RUN useradd --uid 1000 --create-home feedpub && install -d -o feedpub -g feedpub /paper
COPY --from=build /opt/feedpub /opt/feedpub
ENV PATH=/opt/feedpub/bin:$PATH
USER 1000
WORKDIR /paper
VOLUME ["/paper"]
# Unhealthy: the last build had errors or was refused, or none has ended yet. `docker logs` says why.
HEALTHCHECK --interval=5m --timeout=30s --start-period=10m CMD ["feedpub", "status"]
ENTRYPOINT ["feedpub"]
CMD ["watch"]
