import { z } from 'zod';
import { hasBody } from './bind.ts';
import type { Access, AnyRoute } from './contract/route.ts';
import { fileAnswer, fileBody, nothing } from './contract/route.ts';
import { failure } from './contract/routes.ts';

type Json = Readonly<Record<string, unknown>>;

const cookieScheme = { type: 'apiKey', in: 'cookie', name: 'qingyu_session' };
const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '您给这次请求起的唯一编号；同一个编号只执行一次，再来就得到同样的回答',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** The OpenAPI 3.1 document of these routes. */
export function openApiOf(routes: Readonly<Record<string, AnyRoute>>): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries(routes))
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(name, route) };
  return {
    openapi: '3.1.0',
    info: { title: '清语工作人员接口', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: cookieScheme },
      schemas: { Failure: jsonSchema(failure, 'output') },
    },
  };
}

function operationOf(name: string, route: AnyRoute): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    operationId: name,
    summary: route.summary,
    description: sayAccess(route.access),
    security: route.access === 'anyone' ? [] : [{ session: [] }],
    parameters: route.once ? [...parameters, keyHeader] : parameters,
    ...(hasBody(route) ? { requestBody: { required: true, content: contentOf(route.body, 'input') } } : {}),
    responses: {
      ...(route.answer === nothing
        ? { 204: { description: '已完成' } }
        : { 200: { description: '已完成', content: contentOf(route.answer, 'output') } }),
      default: {
        description: '没有完成；message 是给人看的一句话',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  };
}

/** Each field of an object is a parameter; numbers are read from their digits. */
function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = objectShape.parse(jsonSchema(schema, 'output'));
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || (required.includes(name) && !('default' in property)),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

const objectShape = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })).optional(),
  required: z.array(z.string()).optional(),
});

function contentOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  if (schema === fileBody || schema === fileAnswer) return { 'application/octet-stream': {} };
  return { 'application/json': { schema: jsonSchema(schema, io) } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function sayAccess(access: Access): string {
  if (access === 'anyone') return '不用登录。';
  if (access === 'signed-in') return '登录就能用，也包括要先改密码的。';
  return `能用的身份：${access.join('、')}。`;
}
