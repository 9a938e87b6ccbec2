import tseslint from 'typescript-eslint'

const noNow = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The present comes from core/clock only.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The present comes from core/clock only.' },
]
const noEnv = [{ selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Settings come from src/config.ts only.' }]
const cyrillic = [
  { selector: 'Literal[raw=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
  { selector: 'TemplateElement[value.raw=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
  { selector: 'JSXText[value=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
]
const queries = '/^(find|findOne|findById|findOneAndUpdate|findOneAndDelete|updateOne|updateMany|deleteOne|deleteMany|replaceOne|countDocuments|exists|distinct|aggregate)$/'
const fromOutside = 'What came from outside is read and checked before it goes into a query.'
const injection = [
  { selector: "CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/][arguments.0.type='Literal']", message: 'A timer gets a function, never code as text.' },
  { selector: 'Property[key.name=/^\\$(where|function|accumulator)$/]', message: 'The database runs no code of ours.' },
  { selector: 'Property[key.value=/^\\$(where|function|accumulator)$/]', message: 'The database runs no code of ours.' },
  { selector: "CallExpression[callee.property.name='$where']", message: 'The database runs no code of ours.' },
  ...['> MemberExpression', '> ObjectExpression MemberExpression'].map((at) => ({ selector: `CallExpression[callee.property.name=${queries}] ${at}[object.name=/^(req|request)$/][property.name=/^(query|body|params|payload|headers)$/]`, message: fromOutside })),
  { selector: `CallExpression[callee.property.name=${queries}] > MemberExpression[property.name='payload']`, message: fromOutside },
]
const noCode = { 'no-eval': 'error', 'no-new-func': 'error', 'no-script-url': 'error' }
const libraries = ['grammy', '@grammyjs/*', 'agenda', '@agendajs/*', 'express', 'adminjs', '@adminjs/*']

/** Files of a folder must not import these (design, section 3); what is only a type may come through. */
function wall(files, group, message, allowTypeImports = true) {
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: ['**/main.js', ...group], message, allowTypeImports }] }] } }
}

const shells = ['**/bot/**', '**/jobs/**', '**/messenger/**', '**/sandbox/**', '**/admin/**', '**/http/**', '**/wiring/**', '**/roles/**', '**/app.js']
const database = ['mongoose', 'mongodb', '**/db/**', '**/*-model.js']

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', '.data/', 'src/sandbox/page/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-empty-object-type': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', 300],
      'max-lines-per-function': 'off',
      eqeqeq: 'error',
      ...noCode,
    },
  },
  { files: ['src/**/*.ts', 'admin/**/*.{ts,tsx}', 'scripts/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noNow, ...noEnv, ...cyrillic, ...injection] } },
  { files: ['src/core/clock.ts'], rules: { 'no-restricted-syntax': ['error', ...noEnv, ...cyrillic, ...injection] } },
  { files: ['src/main.ts', 'src/config.ts', 'scripts/**/*.ts', 'src/db/embedded/**'], rules: { 'no-restricted-syntax': ['error', ...noNow, ...cyrillic, ...injection] } },
  { files: ['test/**'], rules: { 'max-lines': 'off' } },
  wall(['src/**', 'scripts/**'], [], 'main is started, not imported'),
  wall(['src/core/**'], ['../**', 'mongoose', 'mongodb', 'node:*', ...libraries], 'core imports nothing but itself', false),
  wall(['src/modules/**'], [...shells, ...libraries, '../*/*-service.js', '../*/*-model.js'], 'a service knows neither shells nor their libraries, and other modules only by narrow functions'),
  wall(['src/modules/**/*-policy.ts', 'src/modules/**/*-rules.ts'], [...shells, ...libraries, ...database, '**/*-service.js'], 'rules and policies are pure'),
  wall(['src/bot/**'], [...database, '**/jobs/**', '**/messenger/**', '**/admin/**', 'agenda', '@agendajs/*', 'express', 'adminjs', '@adminjs/*'], 'the bot talks to services'),
  wall(['src/jobs/**'], ['mongodb', ...database.slice(2), '**/bot/**', '**/messenger/**', '**/admin/**', 'grammy', '@grammyjs/*', 'express', 'adminjs', '@adminjs/*'], 'jobs talk to services'),
  wall(['src/messenger/**'], [...database, '**/bot/**', '**/jobs/**', '**/admin/**', 'agenda', '@agendajs/*', 'express', 'adminjs', '@adminjs/*'], 'the messenger only sends'),
  wall(['admin/**'], ['grammy', '@grammyjs/*', 'agenda', '@agendajs/*', '**/bot/*', '**/bot/*/**', '!**/bot/texts.js', '**/jobs/**', '**/messenger/**'], 'the panel talks to services'),
)
