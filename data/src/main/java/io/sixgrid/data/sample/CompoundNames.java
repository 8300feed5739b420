package io.sixgrid.data.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Generated names of the compounds of one community, none twice. Used by one thread. */
final class CompoundNames {
    private static final List<String> FINE = words("海韵 海悦 海晟 蓝湾 碧海 观澜 听涛 金湾 银沙 星海 翠海 翠谷 枫林 松涛 青云 紫云 锦绣 和润 瑞景 嘉园 "
            + "佳和 悦山 山语 山水 云山 晴川 清泉 明德 尚品 书香 学府 金地 华府 中天 天河 万和 百合 丁香 玉兰 海棠 香樟 梧桐 银杏 映月 望海 临海 "
            + "知海 御景 凤鸣 龙泉 春晓 秋实 安和 康乐 幸福 和平 新希望 阳光里");
    private static final List<String> HOMES = words("花园 雅居 小区 名苑 华庭 家园 新村 公馆 嘉苑 里 庭院 佳园 公寓 名邸 新城 苑 一品 雅筑");
    private static final List<String> TRADE = words("广场 大厦 商务中心 商城 购物中心 国际中心 酒店 文创街 综合楼");
    private static final List<String> WORKS = words("科技园 产业园 创业园 软件园 数码园 研发基地 信息产业园 孵化基地 工业园");
    private static final List<String> SCHOOLS = words("小学 中学 实验学校 学院东区 学院西区 学院南区 幼儿园 职业学校 学生公寓 体育场");
    private static final List<String> GREENS = words("公园 绿地 体育公园 湿地公园 植物园 街心公园 儿童公园 健身广场");
    private static final List<String> QUAYS = words("渔港 码头 船坞 游艇码头 水产市场 冷库 海上救助站 滨海浴场");
    private static final List<String> FAMILIES = words("王家 李家 张家 刘家 孙家 姜家 于家 曲家 邹家 丛家 宫家 赵家 隋家 迟家 韩家 徐家 毕家 林家");
    private static final List<String> HAMLETS = words("屯 沟 洼 岭 河口 店 窑 咀");
    private static final List<String> SIDES = words("东 西 南 北 大 小 前 后 上 下 老 青 黑 白");
    private static final List<String> HEIGHTS = words("山林地 岭林地 顶子林地 沟果园 山防火站 砬子林地 坡苗圃 岗果园");
    private static final List<String> NUMBERS = words("一 二 三 四 五 六 七 八 九 十");

    /** How often to look for another name before a number is added to one. */
    private static final int PATIENCE = 6;

    private final Set<String> taken = new HashSet<>();
    private final String stem;
    private final SplittableRandom dice;

    CompoundNames(Community community, SplittableRandom dice) {
        this.stem = community.stem();
        this.dice = dice;
    }

    /** A name that no other compound of the community has. */
    String next(AreaClass use) {
        String name = draw(use);
        for (int attempt = 0; attempt < PATIENCE && taken.contains(name); attempt++) {
            name = draw(use);
        }
        String numbered = name;
        for (int number = 1; !taken.add(numbered); number++) {
            numbered = name + NUMBERS.get(number) + "期";
        }
        return numbered;
    }

    private String draw(AreaClass use) {
        return switch (use) {
            case RESIDENTIAL -> place(0.15) + one(HOMES);
            case COMMERCIAL -> place(0.3) + one(TRADE);
            case INDUSTRIAL -> place(0.3) + one(WORKS);
            case CAMPUS -> place(0.6) + one(SCHOOLS);
            case PARK -> place(0.4) + one(GREENS);
            case HARBOUR -> place(0.6) + one(QUAYS);
            case VILLAGE -> one(dice.nextInt(3) == 0 ? SIDES : FAMILIES) + one(HAMLETS);
            case HILL -> one(SIDES) + one(HEIGHTS);
        };
    }

    /** The community's own name with a chance of {@code own}, otherwise a fine word. */
    private String place(double own) {
        return dice.nextDouble() < own ? stem : one(FINE);
    }

    private String one(List<String> words) {
        return words.get(dice.nextInt(words.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
