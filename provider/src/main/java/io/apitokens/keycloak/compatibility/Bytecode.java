package io.apitokens.keycloak.compatibility;

import java.nio.ByteBuffer;

/** The instructions of a method (JVM specification, section 6.5). */
final class Bytecode {

    private static final int TABLE_SWITCH = 170;
    private static final int LOOKUP_SWITCH = 171;
    private static final int GET_STATIC = 178;
    private static final int PUT_STATIC = 179;
    private static final int GET_FIELD = 180;
    private static final int PUT_FIELD = 181;
    private static final int INVOKE_VIRTUAL = 182;
    private static final int INVOKE_SPECIAL = 183;
    private static final int INVOKE_STATIC = 184;
    private static final int INVOKE_INTERFACE = 185;
    private static final int NEW = 187;
    private static final int WIDE = 196;
    private static final int WIDE_INCREMENT = 132;

    /** The length of each instruction by its opcode; zero if it depends on the operands. */
    private static final String LENGTHS = "1".repeat(16)
            + "23233"
            + "2".repeat(5)
            + "1".repeat(28)
            + "2".repeat(5)
            + "1".repeat(73)
            + "3"
            + "1".repeat(20)
            + "3".repeat(16)
            + "200"
            + "1".repeat(6)
            + "3".repeat(7)
            + "55323113311"
            + "043355";

    private final ByteBuffer code;

    Bytecode(byte[] code) {
        this.code = ByteBuffer.wrap(code);
    }

    /** Takes what the code uses, by indexes of the constant pool. */
    interface Visitor {

        void use(int member, boolean isStatic);

        void create(int type);
    }

    void visit(Visitor visitor) {
        for (int at = 0; at < code.limit(); at += length(at)) {
            switch (opcode(at)) {
                case GET_STATIC, PUT_STATIC, INVOKE_STATIC -> visitor.use(operand(at), true);
                case GET_FIELD, PUT_FIELD, INVOKE_VIRTUAL, INVOKE_SPECIAL, INVOKE_INTERFACE ->
                    visitor.use(operand(at), false);
                case NEW -> visitor.create(operand(at));
                default -> {
                    // Uses no other class, or one that the constant pool names.
                }
            }
        }
    }

    private int opcode(int at) {
        return Byte.toUnsignedInt(code.get(at));
    }

    private int operand(int at) {
        return Short.toUnsignedInt(code.getShort(at + 1));
    }

    private int length(int at) {
        // The operands of a switch begin at a multiple of four.
        int operands = (at / 4 + 1) * 4;
        return switch (opcode(at)) {
            case TABLE_SWITCH -> operands - at + 12 + 4 * (code.getInt(operands + 8) - code.getInt(operands + 4) + 1);
            case LOOKUP_SWITCH -> operands - at + 8 + 8 * code.getInt(operands + 4);
            case WIDE -> opcode(at + 1) == WIDE_INCREMENT ? 6 : 4;
            default -> LENGTHS.charAt(opcode(at)) - '0';
        };
    }
}
