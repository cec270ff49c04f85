import { Param, type PipeTransform } from '@nestjs/common';
import { NotFound } from '#domain/refused';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const known: PipeTransform<string, string> = {
  transform(value) {
    if (UUID.test(value)) return value;
    throw new NotFound('not-found', 'Cet objet n’existe pas, ou pas pour vous.');
  },
};

/** An id in the path. What is no id of ours names nothing: 404, and never a question to the database. */
export const IdParam = (name: string): ParameterDecorator => Param(name, known);
