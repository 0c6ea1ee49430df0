import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateNested } from 'class-validator';

type Dto = () => new () => object;

/** An object that is checked against its own DTO. `ValidateNested` alone would take a list of them, too. */
export function Nested(dto: Dto): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(dto));
}

/** A list of such objects. `ValidateNested` alone would take lists inside the list, too. */
export function NestedList(dto: Dto, most: number): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMaxSize(most),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(dto),
  );
}
