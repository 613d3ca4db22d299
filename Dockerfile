# syntax=docker/dockerfile:1
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -q -Prun -pl app -am package \
    && touch app/target/tandem.built

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/tandem tandem \
    && install -d -o tandem -g tandem /var/lib/tandem/state
COPY --from=build /src/tandem /opt/tandem/tandem
COPY --from=build /src/numerics.sh /opt/tandem/numerics.sh
COPY --from=build /src/docker/flink.yaml /opt/tandem/flink/config.yaml
COPY --from=build /src/docker/healthy /opt/tandem/healthy
COPY --from=build /src/docker/pinned /opt/tandem/pinned
COPY --from=build /src/app/target/lib /opt/tandem/app/target/lib
COPY --from=build /src/app/target/tandem-app-*.jar /src/app/target/tandem.built /opt/tandem/app/target/
# UTF-8, because names of files and streams need not be English.
ENV LC_ALL=C.UTF-8 \
    DJL_CACHE_DIR=/var/lib/tandem/djl
# PORT/PATH of what must answer for the container to be healthy, as in 8090/health of tandem serve.
ENV TANDEM_HEALTH=""
HEALTHCHECK --interval=5s --timeout=5s --start-period=2m --retries=6 CMD ["/opt/tandem/healthy"]
USER tandem
WORKDIR /var/lib/tandem
VOLUME /var/lib/tandem/state
ENTRYPOINT ["/opt/tandem/tandem"]
CMD ["--help"]
