import { checkTemplate, type Known } from './check-template';
import type { Draft } from './draft';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { FieldType, Tool } from './pack';
import { type Named, readNamed } from './read-language';
import { ToolShape } from './shapes';
import type { YamlSource } from './sources';

export function readTools(draft: Draft): Named<Tool> {
  const tools = readAll(draft);
  for (const tool of tools.all) if (tools.source) checkUndo(tools.source, tool, tools, draft.findings);
  return tools;
}

function readAll(draft: Draft): Named<Tool> {
  return readNamed(draft, 'tools.yaml', (source, name, value) => {
    const read = draft.findings.read(source, [name], value, ToolShape);
    if (!read) return undefined;
    const { body, gives, limit, confirm, takes, undo, ...rest } = read;
    const tool: Tool = {
      name,
      ...rest,
      takes: fieldsOf(takes),
      confirm: confirm ?? rest.effect === 'write',
      ...(body ? { body } : {}),
      ...(gives ? { gives: fieldsOf(gives) } : {}),
      ...(limit ? { limit } : {}),
      ...(undo ? { undo } : {}),
    };
    checkRequest(source, tool, draft.findings);
    checkEffect(source, tool, draft.findings);
    return tool;
  });
}

function fieldsOf(written: Record<string, string>): Record<string, FieldType> {
  return Object.fromEntries(
    Object.entries(written).map(([name, type]) => [
      name,
      { type: type.replace('?', '') as FieldType['type'], optional: type.endsWith('?') },
    ]),
  );
}

function checkRequest(source: YamlSource, tool: Tool, findings: Findings): void {
  const names = Object.fromEntries(Object.keys(tool.takes).map((name) => [name, 'anything' as const]));
  checkTemplate(source, [tool.name, 'url'], tool.url, names, findings);
  for (const [field, value] of Object.entries(tool.body ?? {})) {
    if (typeof value === 'string') checkTemplate(source, [tool.name, 'body', field], value, names, findings);
  }
  for (const [path, text] of [
    ['url', tool.url] as const,
    ...Object.entries(tool.headers).map(([header, text]) => [header, text] as const),
  ]) {
    const wrong = /\$\{(?![A-Z0-9_]+\})[^}]*\}?/.exec(text)?.[0];
    const at = path === 'url' ? [tool.name, 'url'] : [tool.name, 'headers', path];
    if (wrong)
      findings.at(
        source,
        at,
        `"${wrong}" is not a name from the environment`,
        'write ${SHOP_URL}: capitals, digits and _',
      );
  }
  if (tool.body && (tool.method === 'GET' || tool.method === 'DELETE')) {
    findings.at(source, [tool.name, 'body'], `a ${tool.method} carries no body`);
  }
}

function checkUndo(
  source: YamlSource,
  { name, effect, undo, takes, gives }: Tool,
  tools: Named<Tool>,
  findings: Findings,
) {
  if (!undo) return;
  const path = [name, 'undo'];
  if (effect === 'read') findings.at(source, path, `"${name}" only reads: there is nothing to take back`);
  if (!tools.names.has(undo.call)) findings.unknown(source, [...path, 'call'], 'tool', undo.call, tools.names);
  const other = tools.all.find((tool) => tool.name === undo.call);
  if (!other) return;
  if (other.effect === 'read')
    findings.at(source, [...path, 'call'], `"${other.name}" only reads, it takes nothing back`);
  const results: Known = gives ? { fields: gives } : 'anything';
  const names = { ...Object.fromEntries(Object.entries(takes)), result: results };
  for (const [argument, value] of Object.entries(undo.with)) {
    if (!(argument in other.takes)) {
      const suggestion = didYouMean(argument, Object.keys(other.takes));
      findings.atKey(source, [...path, 'with', argument], `"${other.name}" takes no "${argument}"`, suggestion);
    }
    if (typeof value === 'string')
      checkTemplate(source, [...path, 'with', argument], value, names, findings, new Set(), 'value');
  }
  for (const [argument, type] of Object.entries(other.takes)) {
    if (type.optional || argument in undo.with) continue;
    findings.at(source, path, `"${other.name}" needs "${argument}"`, 'add it under with');
  }
}

function checkEffect(source: YamlSource, tool: Tool, findings: Findings): void {
  const { name, effect } = tool;
  if (effect === 'write' && tool.key.length === 0) {
    findings.at(
      source,
      [name],
      `"${name}" writes, but "key" is missing: without it the same effect could happen twice`,
      `name the arguments that make it the same effect, such as key: [${Object.keys(tool.takes)[0] ?? 'order'}]`,
    );
  }
  for (const [index, field] of tool.key.entries()) {
    if (!(field in tool.takes)) {
      findings.at(
        source,
        [name, 'key', index],
        `"${name}" takes no "${field}"`,
        didYouMean(field, Object.keys(tool.takes)),
      );
    }
  }
  if (effect === 'write' && tool.retries > 0) {
    findings.at(source, [name, 'retries'], 'a write is never tried again by itself', 'leave "retries" out');
  }
  if (effect === 'write' && tool.method === 'GET') {
    findings.at(source, [name, 'method'], 'a GET changes nothing', 'use POST, PUT, PATCH or DELETE, or effect: read');
  }
  const from = tool.limit?.amountFrom;
  if (from !== undefined && !(from in tool.takes)) {
    findings.at(
      source,
      [name, 'limit', 'amountFrom'],
      `"${name}" takes no "${from}"`,
      didYouMean(from, Object.keys(tool.takes)),
    );
  }
}
