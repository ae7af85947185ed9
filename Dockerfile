FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# The caches live beside the layers, so the binary is copied out of them in the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p vis-mon-job \
    && cp target/release/vis-mon-job /vis-mon-job \
    && mkdir /data

FROM debian:bookworm-slim
# No package is installed: SQLite is compiled in, TLS is rustls. The certificates are for the calls the server makes.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /vis-mon-job /usr/local/bin/vis-mon-job
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV VMJ_HTTP_LISTEN=0.0.0.0:8080 \
    VMJ_METRICS_LISTEN=0.0.0.0:9464 \
    VMJ_DATABASE_URL=sqlite:///data/vis-mon-job.sqlite3
EXPOSE 8080 9464
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["vis-mon-job", "healthcheck"]
ENTRYPOINT ["vis-mon-job"]
CMD ["serve"]
