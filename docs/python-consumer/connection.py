"""How to reach Kafka, from a file as Kafka's own tools take it; librdkafka has other names for some settings."""
import pathlib, re

SAME = {"bootstrap.servers", "security.protocol", "sasl.mechanism", "ssl.keystore.location", "ssl.keystore.password",
        "ssl.key.password", "ssl.endpoint.identification.algorithm"}
LOGIN = {"username": "sasl.username", "password": "sasl.password"}


def settings(file):
    """librdkafka's settings for those of the file that say how to connect; others are left out."""
    lines = [line.strip() for line in pathlib.Path(file).read_text().splitlines()]
    given = dict(map(str.strip, line.split("=", 1)) for line in lines if "=" in line and line[0] not in "#!")
    taken = {key: value for key, value in given.items() if key in SAME}
    for key, value in re.findall(r'(\w+)="([^"]*)"', given.get("sasl.jaas.config", "")):
        if key in LOGIN:
            taken[LOGIN[key]] = value
    if "ssl.truststore.location" in given:
        kind = given.get("ssl.truststore.type", "JKS")
        if kind != "PEM":
            raise ValueError(f"ssl.truststore.type is {kind}, and librdkafka reads PEM: keytool -exportcert -rfc writes it")
        taken["ssl.ca.location"] = given["ssl.truststore.location"]
    return taken
