import { Command, InvalidArgumentError, Option } from 'commander';
import { PlainError } from '../plain-error';
import { needed, readSettings } from '../settings/settings';
import { tokenFor } from './token-for';

const roles = ['agent', 'lead', 'analyst'] as const;
type Role = (typeof roles)[number];
interface TokenFlags {
  role: Role[];
  name: string;
  id?: string;
  hours: number;
}

const role = (text: string, before: Role[] = []): Role[] => {
  const given = text.split(',').map((one) => one.trim());
  const unknown = given.find((one) => !roles.includes(one as Role));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no role ${unknown}; there are ${roles.join(', ')}.`);
  return [...before, ...(given as Role[])];
};
const hours = (text: string): number => {
  if (Number(text) > 0 && Number(text) <= 24 * 365) return Number(text);
  throw new InvalidArgumentError('It must be a number of hours, at most a year.');
};

export function tokenCommand(): Command {
  const command = new Command('token')
    .summary('make a token that signs an agent in')
    .description("Makes a token with the deployment's secret (ATTUNE_SECRET, or that of the product that runs here).")
    .addOption(
      new Option('--role <roles>', 'agent, lead or analyst; several with commas').argParser(role).makeOptionMandatory(),
    )
    .option('--name <name>', 'what colleagues and customers call them', 'Lead')
    .option('--id <id>', 'agt_…; by default made from the name')
    .option('--hours <n>', 'valid for so long', hours, 12);
  return command.action(async () => {
    const { role: given, name, id = idOf(name), hours: valid } = command.opts<TokenFlags>();
    if (!/^agt_[A-Za-z0-9_-]{1,64}$/.test(id))
      throw new PlainError(`"${id}" is not the id of an agent.`, 'It is agt_ and letters, digits, - or _.');
    const secret = needed(readSettings({}, process.env, process.cwd()), 'secret');
    if (secret.length < 32)
      throw new PlainError('ATTUNE_SECRET has less than 32 characters.', 'Take the one of the deployment.');
    console.log(await tokenFor(secret, { agentId: id, name, roles: given }, valid));
  });
}

const idOf = (name: string) =>
  `agt_${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 60)}`;
