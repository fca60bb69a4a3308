// Every call that a stand-in has kept, request and answer, held against Discord's own description of its API.

const fs = require('node:fs');
const Ajv = require('ajv/dist/2020').default;

const [description, traffic] = process.argv.slice(2).map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));

// Where the description differs from what Discord does and documents: what is wrong with a field has a word for a code,
// and a 429 has none.
const { schemas } = description.components;
const told = { message: { type: 'string' } };
const wrong = { type: 'object', required: ['code', 'message'], properties: { ...told, code: { type: 'string' } } };
schemas.InnerErrors.properties._errors.items = wrong;
schemas.RatelimitedResponse.allOf[0] = { type: 'object', required: ['message'], properties: told };

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema({ $id: 'discord', ...description });

const operations = {};
for (const [path, verbs] of Object.entries(description.paths)) {
  for (const [verb, operation] of Object.entries(verbs)) {
    if (operation.operationId) operations[operation.operationId] = { path, verb };
  }
}

const escaped = (part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const pointer = (...parts) => `discord#/${parts.map(escaped).join('/')}`;
const has = (...parts) => parts.reduce((at, part) => at?.[part], description) !== undefined;
const as = (kind) => ['content', kind, 'schema'];
const json = as('application/json');
const problems = [];
const validators = {};
let checked = 0;

function hold(what, at, value, call) {
  if (!has(...at)) return;
  const validate = (validators[pointer(...at)] ??= ajv.compile({ $ref: pointer(...at) }));
  checked += 1;
  if (validate(value)) return;
  const [first] = validate.errors;
  problems.push(`${call.method} ${what}: ${first.instancePath} ${first.message} in ${JSON.stringify(value).slice(0, 600)}`);
}

for (const call of traffic) {
  const operation = operations[call.method];
  if (!operation) {
    problems.push(`${call.method} is no operation of Discord's`);
    continue;
  }
  const here = ['paths', operation.path, operation.verb];
  const isRefused = call.status >= 400;
  if (!isRefused && call.body !== null) {
    // What comes with files is the form's field `payload_json`.
    const kind = call.files.length === 0 ? json : as('multipart/form-data');
    hold('request', [...here, 'requestBody', ...kind], call.body, call);
  }
  const status = isRefused && call.status !== 429 ? '4XX' : String(call.status);
  if (!has(...here, 'responses', status)) problems.push(`${call.method} is never answered with ${call.status}`);
  if (isRefused) {
    const shape = call.status === 429 ? 'RatelimitedResponse' : 'ErrorResponse';
    hold('refusal', ['components', 'schemas', shape], call.answer, call);
  } else if (call.answer !== null) {
    hold('answer', [...here, 'responses', status, ...json], call.answer, call);
  }
}
if (problems.length > 0) {
  console.error([...new Set(problems)].join('\n'));
  process.exit(1);
}
console.log(checked);
