export * from './breast-scheme.ts'
