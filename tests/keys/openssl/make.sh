#!/bin/sh
# Made the files beside it, with OpenSSL 3.0 and OpenSSH. They are keys for tests alone. Run it in this folder to make new ones.
set -eu
rm -f openssh-rsa

# RSA of the usual size, in every form.
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa2048.pkcs8.pem
openssl pkcs8 -topk8 -nocrypt -in rsa2048.pkcs8.pem -outform DER -out rsa2048.pkcs8.der
openssl rsa -in rsa2048.pkcs8.pem -traditional -out rsa2048.pkcs1.pem
openssl rsa -in rsa2048.pkcs8.pem -traditional -outform DER -out rsa2048.pkcs1.der
openssl pkey -in rsa2048.pkcs8.pem -pubout -out rsa2048.spki.pem
openssl pkey -in rsa2048.pkcs8.pem -pubout -outform DER -out rsa2048.spki.der
openssl rsa -in rsa2048.pkcs8.pem -RSAPublicKey_out -out rsa2048.pkcs1-public.pem
openssl rsa -in rsa2048.pkcs8.pem -RSAPublicKey_out -outform DER -out rsa2048.pkcs1-public.der
openssl req -new -x509 -key rsa2048.pkcs8.pem -days 3650 -subj '/O=Example/CN=rsa2048.test' -out rsa2048.certificate.pem
openssl x509 -in rsa2048.certificate.pem -outform DER -out rsa2048.certificate.der
openssl req -new -key rsa2048.pkcs8.pem -subj '/CN=rsa2048.test' -out rsa2048.request.pem
openssl pkcs8 -topk8 -in rsa2048.pkcs8.pem -passout pass:secret -out rsa2048.encrypted-pkcs8.pem
openssl pkcs8 -topk8 -in rsa2048.pkcs8.pem -passout pass:secret -outform DER -out rsa2048.encrypted-pkcs8.der
openssl rsa -in rsa2048.pkcs8.pem -traditional -aes128 -passout pass:secret -out rsa2048.encrypted-pkcs1.pem
openssl pkcs12 -export -inkey rsa2048.pkcs8.pem -in rsa2048.certificate.pem -passout pass:secret -out rsa2048.p12

# RSA of other sizes and kinds.
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:512 -out rsa512.pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024.pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2047 -out rsa2047.pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out rsa4096.pkcs8.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out rsa-e3.pkcs8.pem
openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa-pss.pkcs8.pem
openssl pkey -in rsa-pss.pkcs8.pem -pubout -out rsa-pss.spki.pem

# Elliptic curves.
for curve in p256:P-256 p384:P-384 p521:P-521; do
  name=${curve%%:*}
  openssl genpkey -quiet -algorithm EC -pkeyopt "ec_paramgen_curve:${curve#*:}" -out "$name.pkcs8.pem"
  openssl ec -in "$name.pkcs8.pem" -out "$name.sec1.pem"
  openssl pkey -in "$name.pkcs8.pem" -pubout -out "$name.spki.pem"
done
openssl pkcs8 -topk8 -nocrypt -in p256.pkcs8.pem -outform DER -out p256.pkcs8.der
openssl ec -in p256.pkcs8.pem -outform DER -out p256.sec1.der
openssl pkey -in p256.pkcs8.pem -pubout -outform DER -out p256.spki.der
openssl ec -in p256.pkcs8.pem -no_public -out p256.sec1-without-point.pem
openssl ec -in p256.pkcs8.pem -conv_form compressed -pubout -out p256.spki-compressed.pem
openssl ecparam -name prime256v1 -genkey -out p256.with-parameters.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1.pkcs8.pem
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-224 -out p224.pkcs8.pem
openssl pkey -in p224.pkcs8.pem -pubout -out p224.spki.pem

openssl genpkey -quiet -algorithm ED25519 -out ed25519.pkcs8.pem
openssl pkey -in ed25519.pkcs8.pem -pubout -out ed25519.spki.pem
openssl genpkey -quiet -algorithm X25519 -out x25519.pkcs8.pem

# A chain: a certificate, and the one of who signed it.
openssl req -new -x509 -key p384.pkcs8.pem -days 3650 -subj '/CN=Example CA' -out ca.pem.tmp
openssl req -new -key p256.pkcs8.pem -subj '/CN=p256.test' |
  openssl x509 -req -CA ca.pem.tmp -CAkey p384.pkcs8.pem -days 365 -out leaf.pem.tmp
cat leaf.pem.tmp ca.pem.tmp >p256.chain.pem

rm -f ./*.tmp

# What needs another command first.
ssh-keygen -q -t rsa -b 2048 -N '' -C test -f openssh-rsa
ssh-keygen -e -m RFC4716 -f openssh-rsa.pub | grep -v ^Comment >openssh-rsa.ssh2.pub
chmod 644 ./*
