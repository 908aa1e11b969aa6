/**
 * The proof of a password. The values are those of cognito-srp-helper 2.3.4 for the same secrets; that Cognito's other half
 * accepts them is proven on the running system.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SrpExchange, timestampOf } from "../src/srp.ts";

const POOL = "us-east-1_a1b2c3";
const USER = "6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44";
const VECTORS = [
  {
    secret:
      "60bfc73107fbbaa091410db923a360fa273db4289cc1a939cfdb09d6dc812bb01fb238ed2eea64c7a0d20591b4c61ec8bca78b8cc2c1b2" +
      "d3e71bfdd8838aa107178f00092d67f92ccb41365dba8f670d2f2f8574cdc37b9f58a12f6bbb9a9c8b32f165baa91a100beaaa4993aba6" +
      "b3356309eeea2ae7ccb549c8d9597e6507ec",
    password: "correct horse battery staple",
    salt: "ff892414bba398a3dbfaf61324e9baaa",
    serverPublic:
      "1ad9fb17e7d82a70d6c79e9c29c111029e031c28bab13eaff4af8033a0d6f7234636f969de2565a08d4fa0686c5ca7a31e56ed1017e2e4" +
      "170ebf7ddca694eec311a73faf939f62360f657553638a87c70c8d0f570884ff92d9aba0fa30af55354f1327e5088edd7728f7d403e01a" +
      "af4267428947e5b8241ca5c52bd3e3140794721b78f80ce90fdb08920aa40ac5365f05ee318eba7f06dcdfd0fe9a341eaa0333861834d1" +
      "5ce198dda0795590f24e874e497e00da71c30e83ac23c27a1ab1e47509dbcc1f96eec4c484c3216b0f73ffa3e37a5ba85f64eb8d244cd5" +
      "9aa49e9bd5ce565d34b694e7769319857653c15e41cb0e84c916bf3d06bd74c1d4cefba4e90fc6b922e993cf285267c7d9103b9ca7ee63" +
      "aa9bc3064fc293aad909f324a89d804deb607a20d6100702f6d1b045b962cca769ee57a3b5d59b6a545d28027564c3f50768984ae15bbc" +
      "3fc541eb7f8e45913657998146eeb478ed27cc3fb5f6f5b5f67ea8331e7fe7eea2a168f0e8ea6e15571c334491557f0ac8c22ae915a",
    secretBlock: "pxbd9UFxRZyjTY03iY57aX2gp9fddmx4nk2fecAWC6F0hM4hOhw4JrqID+NBFSS3zSatnelkY3CjJxcS",
    timestamp: "Mon Nov 30 23:42:22 UTC 2026",
    begins: "688c18729a6f94b928cb02bcea011d99",
    proof: "u35wX2WKO2FTUUhH3sona7X8TnsQaMVB3t0tgJdLpvk=",
  },
  {
    secret:
      "4985744ee9b40078e0bd8f4be2f952cfb6a648fa62023889632e16ec4c791e28aaec0a5f5b65f652b27796e9db47f08d93b9434efecc1d" +
      "82d7e979332dd6ac21f5f2f8b5f0e68195abb29fba5f01cd93bbfce6a7b697273c0368c08e770a02db1a8d2a01b37caf51ef6487c371c3" +
      "2be87d32ec2d59304cfca3d0805ec15940d8",
    password: "Pässwörd-🐎-12",
    salt: "398718f7ea0e16a1d010a789d23ff982",
    serverPublic:
      "fe137b866703a0d900e352949abdca3354b15945af410bcf0dd622d22bb4fbe071e78e6762977c24b55f3b03379423e0eb6b15f20cdfab" +
      "bf66c1fa617a7f643c7a838e54e16fda6d381548d670000ca0089228fa0d6f11496b1b6e07f302a1b777397709b740cfe959d0f4b84141" +
      "f8fe46a04e6f3c7338c9b9af0e37822dd705f03024322ca5ee539c6ecb045a1542d6c8fd60743ff2628ea7486e6d4c40ef293c358ca988" +
      "ea467e83c43f11503e64720449fc521c9ac122c0d37806f517c9c3804b9e00c4fac64c2120ddda1cda9671e2f5c1cdb221c8de29d30407" +
      "666d3a00fb5e2cc3f88e760bbc81c561e8118722f7bf73ecae96b7ac8003a4fdc650170be3625346ef3d7c0ef2c679b733ef8ed4f16819" +
      "7b1c7f1d4502c302ad3e0865907b6ee921fa36ef818bbd7154fda32d5a1204a217324e89388207ad81619c013e443701fab10db6010cb7" +
      "fefecf70cca9ea613b9e982164bc571d57ea9cb550837f28d6709aff5b4b35d9c797332880ab86c5a6e54dae26c7193a9db8f8428a0",
    secretBlock: "kZUY+AeAU2cPg/bRZUHwZ4s+QyT0cw7ifsoNy1BHaR8FsGYsuWfK60Pmz+lyHe9qfrg/FzNuzXjckm88",
    timestamp: "Mon Nov 30 23:42:23 UTC 2026",
    begins: "72011f2328f9525626c63600a700ed3c",
    proof: "jSWZfkab3Rvm72GiPkwiefQtTSydG+N7Ov1GJCQMYp8=",
  },
];

for (const [index, { secret, password, timestamp, begins, proof, ...challenge }] of VECTORS.entries()) {
  test(`the proof of a password is the one that others compute (${index})`, async () => {
    const exchange = new SrpExchange(BigInt(`0x${secret}`));

    assert.equal(exchange.clientPublic.slice(0, 32), begins);
    assert.equal(await exchange.proof(POOL, password, { ...challenge, userId: USER }, timestamp), proof);
  });
}

test("each exchange has a secret of its own", () => {
  assert.notEqual(new SrpExchange().clientPublic, new SrpExchange().clientPublic);
});

test("a server whose value is a multiple of the prime gets no proof: it would learn the password", async () => {
  const challenge = { salt: "ab", serverPublic: "0", secretBlock: "c2VjcmV0", userId: USER };

  await assert.rejects(new SrpExchange().proof(POOL, "secret", challenge, timestampOf(new Date())), RangeError);
});

test("a time is written as Cognito reads it, in UTC and with no zero before the day", () => {
  assert.equal(timestampOf(new Date("2026-12-01T09:05:07Z")), "Tue Dec 1 09:05:07 UTC 2026");
});
