// SPDX-License-Identifier: GPL-3.0-or-later
// The one list of instructions: compiler, interpreter and disassembler are made from it and cannot disagree.
//
// An instruction is 64 bits: op, a, b, c of 16 bits each; `d` is b and c together as a signed number. R[x] is a
// register of the frame, K[x] a constant of the program. Instructions marked "+ word" are followed by one more 64-bit
// word, two 32-bit numbers `first` and `second`. Jump offsets count words from the following instruction; a taken jump
// with a negative offset polls.
//
// X(name, operands, words): operands for the disassembler: r register, k constant(16), i signed number(16),
// d signed number(32), K constant(32), j offset(16), J offset(32), u plain number, - unused.
#pragma once

// clang-format off: a table, read by its columns
#define LATCHKEY_OPCODES(X)                                                                                            \
    /* moves and constants */                                                                                          \
    X(Move, "rr-", 1)           /* R[a] = R[b] */                                                                      \
    X(LoadConst, "rK", 1)       /* R[a] = K[d] */                                                                      \
    X(LoadInt, "rd", 1)         /* R[a] = d */                                                                         \
    X(LoadNull, "r--", 1)                                                                                              \
    X(LoadTrue, "r--", 1)                                                                                              \
    X(LoadFalse, "r--", 1)                                                                                             \
    X(Unset, "ru-", 1)          /* R[a .. a+b) = unset */                                                              \
    X(LoadBuiltin, "rd", 1)     /* R[a] = built-in d, null or the module `builtin` for the indices beyond the table */ \
    X(CheckSet, "r--", 1)       /* name_error when R[a] is unset; the name stands at the instruction's position */     \
    X(CheckGlobal, "ru-", 1)    /* module body: the same, R[a] a module variable; b 1: falls back to a built-in, + word first */ \
    X(GetGlobal, "rd", 1)       /* R[a] = module variable d; name_error when unset */                                  \
    X(GetGlobalOr, "rd", 2)     /* the same, but while unset the built-in of + word first */                           \
    X(SetGlobal, "rd", 1)       /* module variable d = R[a] */                                                         \
    X(GetEnvironment, "ruu", 1) /* R[a] = variable c of the environment b steps out; name_error when unset */          \
    X(SetEnvironment, "ruu", 1) /* the reverse */                                                                      \
    X(NewEnvironment, "-u-", 1) /* this call's environment with b variables */                                         \
    X(RaiseUnknown, "---", 1)   /* name_error: the name at the position is bound nowhere */                            \
    /* arithmetic */                                                                                                   \
    X(Add, "rrr", 1) X(Subtract, "rrr", 1) X(Multiply, "rrr", 1) X(Divide, "rrr", 1) X(FloorDivide, "rrr", 1) X(Remainder, "rrr", 1) \
    X(AddI, "rri", 1) X(SubtractI, "rri", 1) X(MultiplyI, "rri", 1) X(FloorDivideI, "rri", 1) X(RemainderI, "rri", 1)  \
    X(AddK, "rrk", 1) X(SubtractK, "rrk", 1) X(MultiplyK, "rrk", 1) X(DivideK, "rrk", 1)                               \
    X(Concat, "rrr", 1)         /* R[a] = plain(R[b]) + plain(R[c]) */                                                 \
    X(Negate, "rr-", 1) X(Not, "rr-", 1)                                                                               \
    /* comparison to a value */                                                                                        \
    X(Equal, "rrr", 1) X(NotEqual, "rrr", 1) X(Less, "rrr", 1) X(Greater, "rrr", 1) X(LessEqual, "rrr", 1) X(GreaterEqual, "rrr", 1) \
    /* jumps */                                                                                                        \
    X(Jump, "-J", 1)                                                                                                   \
    X(JumpIf, "rJ", 1) X(JumpIfNot, "rJ", 1)                                                                           \
    X(JumpEqual, "rrj", 1) X(JumpNotEqual, "rrj", 1)                                                                   \
    X(JumpLess, "rrj", 1) X(JumpNotLess, "rrj", 1) X(JumpGreater, "rrj", 1) X(JumpNotGreater, "rrj", 1)                \
    X(JumpLessEqual, "rrj", 1) X(JumpNotLessEqual, "rrj", 1) X(JumpGreaterEqual, "rrj", 1) X(JumpNotGreaterEqual, "rrj", 1) \
    X(JumpEqualI, "rij", 1) X(JumpNotEqualI, "rij", 1)                                                                 \
    X(JumpLessI, "rij", 1) X(JumpNotLessI, "rij", 1) X(JumpGreaterI, "rij", 1) X(JumpNotGreaterI, "rij", 1)            \
    X(JumpLessEqualI, "rij", 1) X(JumpNotLessEqualI, "rij", 1) X(JumpGreaterEqualI, "rij", 1) X(JumpNotGreaterEqualI, "rij", 1) \
    /* containers */                                                                                                   \
    X(NewArray, "rur", 1)       /* R[a] = array of R[c .. c+b) */                                                      \
    X(ArrayPush, "rur", 1)      /* R[a] gets R[c .. c+b) appended; R[a] is an array literal under construction */      \
    X(NewObject, "rur", 2)      /* R[a] = object of R[c .. c+b) with the keys of template + first; cache + second */   \
    X(SetKey, "r-r", 2)         /* R[a] (an object literal under construction) [K[first]] = R[c] */                    \
    X(GetIndex, "rrr", 1)       /* R[a] = R[b][R[c]] */                                                                \
    X(GetIndexI, "rri", 1)      /* R[a] = R[b][c] */                                                                   \
    X(SetIndex, "rrr", 1)       /* R[a][R[b]] = R[c] */                                                                \
    X(GetSlice, "rrr", 1)       /* R[a] = R[b][R[c]:R[c+1]:R[c+2]], unset when omitted */                              \
    X(SetSlice, "rrr", 1)       /* R[a][R[b]:R[b+1]:R[b+2]] = R[c] */                                                  \
    X(GetMember, "rr-", 2)      /* R[a] = R[b].K[first]; cache second */                                               \
    X(SetMember, "r-r", 2)      /* R[a].K[first] = R[c]; cache second */                                               \
    X(UnpackArray, "rur", 1)    /* R[c .. c+b) = the b elements of R[a] */                                             \
    /* calls: arguments follow the callee */                                                                           \
    X(Call, "rur", 1)           /* R[c] = R[a](R[a+1] .. R[a+b]) */                                                    \
    X(CallMethod, "rur", 2)     /* R[c] = R[a].K[first](R[a+1] ..); cache second */                                    \
    X(CallBuiltin, "rur", 2)    /* R[c] = built-in first (R[a+1] .. R[a+b]) */                                         \
    X(Return, "r--", 1) X(ReturnNull, "---", 1)                                                                        \
    X(MakeClosure, "rd", 1)     /* R[a] = function d of the program */                                                 \
    /* loops: state in R[a], R[a+1] (R[a+2]) */                                                                        \
    X(IterBegin, "r--", 1)      /* R[a] must be iterable; R[a+1], R[a+2] = start */                                    \
    X(IterNext, "rrj", 1)       /* next element to R[b] and jump, or go on */                                          \
    X(IterClose, "r--", 1)      /* R[a] is left before its end: a generator is ended */                                \
    X(RangeBegin, "ru-", 1)     /* range(...) with b arguments in R[a..]: start, stop, step as small integers, or an array to iterate */ \
    X(RangeNext, "rrj", 1)      /* as IterNext */                                                                      \
    /* errors */                                                                                                       \
    X(Throw, "r--", 1)                                                                                                 \
    X(EndFinally, "rd", 1)      /* R[a] kind of the pending outcome, R[a+1] its value: re-raise, go on stopping, or go on; d: as if before word d */ \
    X(LeaveFinally, "r--", 1)   /* control leaves a finally body by return, break or continue: not when the run stops */ \
    /* modules */                                                                                                      \
    X(Import, "rd", 1)          /* R[a] = module d of the program's imports, loaded first when it must */              \
    X(Nop, "---", 1)
// clang-format on

namespace latchkey::bytecode {

enum class Opcode : unsigned short {
#define LATCHKEY_OPCODE_NAME(name, operands, words) name,
    LATCHKEY_OPCODES(LATCHKEY_OPCODE_NAME)
#undef LATCHKEY_OPCODE_NAME
};

} // namespace latchkey::bytecode
