// A member of a group in a process of its own, for the contract suite to kill: brokers, group and topics as JSON in argv[2].
// Handles batches whose values begin with `done`, leaves the others open, and sends each value to its parent.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript', decorators: true } };
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, jsc, module: { type: 'commonjs' } });
  module._compile(code, filename);
};

const { kafkaBus } = require('./index.ts');
const { brokers, group, topics, sessionTimeoutMs } = JSON.parse(process.argv[2]);

async function main() {
  const bus = kafkaBus({ brokers, clientId: 'doomed', sessionTimeoutMs });
  const member = await bus.consume({
    group,
    topics,
    async onBatch({ records }) {
      const values = records.map(({ value }) => Buffer.from(value).toString());
      values.forEach((value) => process.send({ value }));
      if (!values.every((value) => value.startsWith('done'))) await new Promise(() => {});
    },
  });
  await member.ready();
  process.send({ ready: true });
}
void main();
