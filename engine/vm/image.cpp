// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/image.h"

#include "engine/text/utf8.h"
#include "engine/vm/fiber.h"
#include "engine/vm/objects.h"

#include <cstring>
#include <utility>

namespace latchkey::vm {

ImagePtr Image::make(bytecode::ProgramPtr program)
{
    // Constants belong to no run: big ones must not be charged to the isolate that happens to live on this thread.
    Heap *outer = std::exchange(Heap::current(), nullptr);
    std::shared_ptr<Image> image(new Image);
    image->m_constants.reserve(program->constants.size());
    for (const bytecode::Constant &constant : program->constants)
        image->m_constants.push_back(image->makeConstant(constant));
    image->m_program = std::move(program);
    Heap::current() = outer;
    return image;
}

Value Image::makeConstant(const bytecode::Constant &constant)
{
    switch (constant.kind) {
    case bytecode::Constant::Kind::Real:
        return Value::realFromOutside(constant.real);
    case bytecode::Constant::Kind::Integer:
        if (Value::fitsSmall(constant.integer)) return Value::small(constant.integer);
        break;
    case bytecode::Constant::Kind::Text: {
        auto memory = std::make_unique<std::byte[]>(sizeof(String) + constant.text.size());
        auto *text = new (memory.get()) String{};
        char *data = reinterpret_cast<char *>(text + 1);
        std::memcpy(data, constant.text.data(), constant.text.size());
        text->kind = CellKind::String;
        text->flags = Cell::kImmortal;
        text->data = data;
        text->bytes = static_cast<uint32_t>(constant.text.size());
        text->length = static_cast<uint32_t>(latchkey::text::countCodePoints(constant.text));
        if (text->length == text->bytes) text->flags |= String::kAscii;
        text->hash = hashBytes(text->data, text->bytes);
        m_texts.push_back(std::move(memory));
        return Value::string(text);
    }
    default:
        break;
    }
    auto big = std::make_unique<BigInt>();
    big->kind = CellKind::BigInt;
    big->flags = Cell::kImmortal;
    if (constant.kind == bytecode::Constant::Kind::Integer) mpz_init_set_si(big->number, constant.integer);
    else mpz_init_set_str(big->number, constant.text.c_str(), 10);
    m_bigs.push_back(std::move(big));
    return Value::cell(m_bigs.back().get());
}

Image::~Image()
{
    Heap *outer = std::exchange(Heap::current(), nullptr);
    for (const auto &big : m_bigs) mpz_clear(big->number);
    Heap::current() = outer;
}

size_t Image::bytes() const
{
    size_t total = sizeof(Image) + m_program->bytes() + m_constants.size() * sizeof(Value);
    for (const bytecode::Constant &constant : m_program->constants) total += constant.text.size() + sizeof(String);
    return total;
}

namespace {

size_t registersOf(const bytecode::Program &program)
{
    const size_t ofBody = program.main().registerCount;
    return program.globalsInRegisters ? std::max(ofBody, program.globals.size()) : ofBody + program.globals.size();
}

} // namespace

ModuleInstance::ModuleInstance(ImagePtr program, std::string dottedName)
    : image(std::move(program))
    , name(std::move(dottedName))
    , constants(image->constants())
    , registers(registersOf(image->program()), Value::unset())
    , globals(registers.data())
    , base(image->program().globalsInRegisters ? globals : globals + image->program().globals.size())
    , caches(std::make_unique<InlineCache[]>(image->program().cacheCount))
{
}

ModuleInstance::~ModuleInstance() = default;

} // namespace latchkey::vm
