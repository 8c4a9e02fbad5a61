// One command for four: passages and questions given with --data are searched, given with --answers they are answered from,
// --cases reads messages as cases, else the questions over our documents are asked.
const isGiven = (option: string): boolean => process.argv.some((argument) => argument.startsWith(option));
if (isGiven('--learn-cases'))
  (await import('./cases/write-weights.ts')).writeWeights('src/features/reception/leaning-weights.ts');
else if (isGiven('--cases')) await import('./cases/table.ts');
else if (isGiven('--data') || isGiven('--help')) await import('./retrieval.ts');
else if (isGiven('--answers')) await import('./answers-over-sets.ts');
else await import('./answers-table.ts');
