import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from './json-schemas';

const published = join(__dirname, '../../../docs/schemas');

it('what editors are given in docs/schemas is what the checker reads; attune domain schemas --out docs/schemas writes it', () => {
  const schemas = jsonSchemas();
  expect(readdirSync(published).sort()).toEqual(
    Object.keys(schemas)
      .map((name) => `${name}.schema.json`)
      .sort(),
  );
  for (const [name, schema] of Object.entries(schemas))
    expect(JSON.parse(readFileSync(join(published, `${name}.schema.json`), 'utf8'))).toEqual(schema);
});

it('knows the steps inside of steps', () => {
  const { playbook } = jsonSchemas();
  const { steps } = playbook!['properties'] as { steps: { items: unknown } };
  expect(steps.items).toEqual({ $ref: '#/$defs/step' });
  const [, call] = (playbook!['$defs'] as { step: { anyOf: { properties: Record<string, unknown> }[] } }).step.anyOf;
  expect(JSON.stringify(call?.properties['on'])).toContain('#/$defs/step');
});
