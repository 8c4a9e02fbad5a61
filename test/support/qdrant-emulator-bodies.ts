import { z } from 'zod';

/** Request bodies as the server's OpenAPI description has them, as far as they are used; what is not known is refused. */
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
export const pointIdSchema = z.union([z.int().nonnegative(), z.string().regex(uuid)]);
const u32 = z.int().min(0).max(0xffffffff);

const sparseSchema = z
  .strictObject({ indices: z.array(u32), values: z.array(z.number()) })
  .refine(({ indices, values }) => indices.length === values.length, 'must be the same length as indices')
  .refine(({ indices }) => new Set(indices).size === indices.length, 'indices must be unique');
const vectorSchema = z.union([z.array(z.number()), sparseSchema]);
const vectorsSchema = z.record(z.string(), vectorSchema);
const payloadSchema = z.record(z.string(), z.unknown());

const scalar = z.union([z.string(), z.int(), z.boolean()]);
const rangeSchema = z.strictObject({
  lt: z.number().optional(),
  lte: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
});
const matchSchema = z.union([
  z.strictObject({ value: scalar }),
  z.strictObject({ any: z.union([z.array(z.string()), z.array(z.int())]) }),
]);

export type FilterBody = {
  must?: ConditionBody[] | undefined;
  must_not?: ConditionBody[] | undefined;
  should?: ConditionBody[] | undefined;
};
export type ConditionBody =
  | { key: string; match: z.infer<typeof matchSchema> }
  | { key: string; range: z.infer<typeof rangeSchema> }
  | { has_id: z.infer<typeof pointIdSchema>[] }
  | { has_vector: string }
  | { is_empty: { key: string } }
  | FilterBody;

const conditionSchema: z.ZodType<ConditionBody> = z.lazy(() =>
  z.union([
    z.strictObject({ key: z.string(), match: matchSchema }),
    z.strictObject({ key: z.string(), range: rangeSchema }),
    z.strictObject({ has_id: z.array(pointIdSchema) }),
    z.strictObject({ has_vector: z.string() }),
    z.strictObject({ is_empty: z.strictObject({ key: z.string() }) }),
    filterSchema,
  ]),
);
const conditions = z.array(conditionSchema).optional();
const filterSchema = z.strictObject({ must: conditions, must_not: conditions, should: conditions });

const withPayload = z.union([z.boolean(), z.array(z.string())]).optional();
const withVector = z.union([z.boolean(), z.array(z.string())]).optional();

const querySchema = z.union([vectorSchema, z.strictObject({ fusion: z.literal('rrf') })]);
const prefetchSchema = z.strictObject({
  query: querySchema,
  using: z.string().optional(),
  filter: filterSchema.optional(),
  limit: z.int().min(1).optional(),
});
const questionSchema = z.strictObject({
  prefetch: z.array(prefetchSchema).optional(),
  query: querySchema,
  using: z.string().optional(),
  filter: filterSchema.optional(),
  limit: z.int().min(1).optional(),
  with_payload: withPayload,
  with_vector: withVector,
});

export const bodies = {
  createCollection: z.strictObject({
    vectors: z
      .record(z.string(), z.strictObject({ size: z.int().min(1).max(65536), distance: z.literal('Cosine') }))
      .optional(),
    sparse_vectors: z.record(z.string(), z.strictObject({ modifier: z.enum(['none', 'idf']).optional() })).optional(),
    shard_number: z.int().min(1).optional(),
    replication_factor: z.int().min(1).optional(),
    write_consistency_factor: z.int().min(1).optional(),
    on_disk_payload: z.boolean().optional(),
  }),
  createIndex: z.strictObject({
    field_name: z.string(),
    field_schema: z.enum(['keyword', 'integer', 'float', 'bool', 'datetime', 'text', 'geo', 'uuid']),
  }),
  upsert: z.strictObject({
    points: z.array(z.strictObject({ id: pointIdSchema, vector: vectorsSchema, payload: payloadSchema.optional() })),
  }),
  updateVectors: z.strictObject({
    points: z.array(z.strictObject({ id: pointIdSchema, vector: vectorsSchema })),
  }),
  setPayload: z.strictObject({ payload: payloadSchema, points: z.array(pointIdSchema) }),
  delete: z.union([z.strictObject({ points: z.array(pointIdSchema) }), z.strictObject({ filter: filterSchema })]),
  retrieve: z.strictObject({ ids: z.array(pointIdSchema), with_payload: withPayload, with_vector: withVector }),
  scroll: z.strictObject({
    filter: filterSchema.optional(),
    limit: z.int().min(1).optional(),
    offset: pointIdSchema.optional(),
    with_payload: withPayload,
    with_vector: withVector,
  }),
  count: z.strictObject({ filter: filterSchema.optional(), exact: z.boolean().optional() }),
  query: questionSchema,
  queryBatch: z.strictObject({ searches: z.array(questionSchema).min(1) }),
  aliases: z.strictObject({
    actions: z.array(
      z.union([
        z.strictObject({
          create_alias: z.strictObject({ alias_name: z.string().min(1), collection_name: z.string().min(1) }),
        }),
        z.strictObject({ delete_alias: z.strictObject({ alias_name: z.string().min(1) }) }),
      ]),
    ),
  }),
};

export type Bodies = { [K in keyof typeof bodies]: z.infer<(typeof bodies)[K]> };
export type PointId = z.infer<typeof pointIdSchema>;
export type SparseBody = z.infer<typeof sparseSchema>;
export type VectorsBody = z.infer<typeof vectorsSchema>;
export type QuestionBody = z.infer<typeof questionSchema>;
export type SourceBody = Omit<z.infer<typeof prefetchSchema>, 'limit'>;
