/** What a script may speak of besides its own answers. */

/** Every variable, with an example for previews. A name without a dot is an answer of the script. */
export const variables = {
  'caller.name': 'Layla Haddad',
  'caller.first_name': 'Layla',
  'caller.organisation': 'Cedar Bay Hotels',
  'caller.role': 'Facilities manager',
  'caller.city': 'Jeddah',
  'caller.email': 'layla@cedarbay.example',
  'caller.number': '+966 50 555 0142',
  'caller.language': 'en',
  'caller.local_time': '12:41',
  'caller.known': 'yes',
  'caller.do_not_contact': 'no',
  'call.direction': 'inbound',
  'call.queue': 'Service',
  'call.brand': 'Masar Cooling',
  'agent.name': 'Sara',
  'owed.what': 'Credit note for the missed visit',
  'owed.when': '15:00',
  'last.subject': 'Asked where the technician was',
  'last.when': '21 Nov',
  'today.date': '24 November',
  'today.time': '12:41',
} as const;
export type VariableName = keyof typeof variables;

/** No field may take the name of a group of variables. */
export const reservedRoots: ReadonlySet<string> = new Set([
  ...Object.keys(variables).map(name => name.slice(0, name.indexOf('.'))),
  'forloop',
  'true',
  'false',
  'nil',
  'empty',
  'blank',
  'and',
  'or',
  'not',
  'contains',
]);

export const isVariable = (name: string): name is VariableName => Object.hasOwn(variables, name);

/** By name; what is not known is empty. */
export type Values = Readonly<Partial<Record<VariableName, string>>>;
