# One image for both zones; HALL_ZONE and the command say which process of which net a container is.
FROM python:3.11-slim-bookworm AS house

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 STATIC_ROOT=/srv/hall/static-collected

RUN useradd --system --uid 10001 --home-dir /srv/hall --shell /usr/sbin/nologin hall
WORKDIR /srv/hall

COPY requirements.lock ./
RUN python -m pip install --no-deps --require-hashes -r requirements.lock

COPY . .
RUN DATA_DIR=/tmp/build python manage.py collectstatic --noinput -v0 && rm -rf /tmp/build
RUN install -d -o hall -g hall /data /data/exchange /data/exchange/o2i /data/exchange/i2o

USER hall
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s CMD ["python", "-m", "config.probe"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket"]
