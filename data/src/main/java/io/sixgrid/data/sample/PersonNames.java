package io.sixgrid.data.sample;

import java.util.SplittableRandom;

/** Generated names of people in charge; any likeness to a living person is chance. */
final class PersonNames {
    /** About as often as they are met in Dalian. */
    private static final String SURNAMES = "王王王王李李李张张张刘刘陈孙孙于于赵徐姜曲杨周吴马林高宋郭韩宫邹丛迟隋毕冯唐曹许邓梁";

    private static final String FIRST = "建志文国明海永晓丽春玉秀红凤桂淑雅思家俊宏振庆德佳慧静雪婷艳晨子";
    private static final String SECOND = "军强平华伟斌峰波涛刚勇杰宁辉鹏超梅兰英芳霞敏萍燕娜琳颖欣悦然洋林";

    private PersonNames() {}

    static String draw(SplittableRandom dice) {
        String second = letter(SECOND, dice);
        return letter(SURNAMES, dice) + (dice.nextInt(4) == 0 ? second : letter(FIRST, dice) + second);
    }

    private static String letter(String letters, SplittableRandom dice) {
        int at = dice.nextInt(letters.length());
        return letters.substring(at, at + 1);
    }
}
