// One command for three: passages and questions given with --data are searched, given with --answers they are answered from,
// else the questions over our documents are asked.
const isGiven = (option: string): boolean => process.argv.some((argument) => argument.startsWith(option));
if (isGiven('--data') || isGiven('--help')) await import('./retrieval.ts');
else if (isGiven('--answers')) await import('./answers-over-sets.ts');
else await import('./answers-table.ts');
