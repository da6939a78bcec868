#!/usr/bin/env python3
"""Makes gold documents of short Chinese pages, whose lines mostly stand alone: a notice, a page of a novel, a paper, an exam, a
contract and recipes, written for this.

    scripts/short_pages.py OUT      then: scripts/score OUT

Each is set in three layouts and extracted in four ways, with blank lines as they come, behind every line or none; what an
extractor leaves in another order, or with two blocks on one line, is left out. Needs chromium, poppler-utils, mupdf-tools,
pdfminer (pdf2txt) and fonts-noto-cjk. The pages hang on the versions of all of these.
"""
import json
import pathlib
import subprocess
import sys

from manuals import EXTRACTORS, gold_of, set_page, with_blanks

HEAD, BODY, ITEM = "headline", "body", "listitem"
LAYOUTS = {
    "a4": "@page{size:A4;margin:28mm} body{font-size:12pt;line-height:1.7;text-align:justify} p{margin:0;text-indent:2em} "
          "h2{font-size:16pt;margin:5mm 0 3mm;text-align:center}",
    "two": "@page{size:A4;margin:18mm} body{font-size:10.5pt;line-height:1.5;text-align:justify;column-count:2;column-gap:8mm} "
           "p{margin:0;text-indent:2em} h2{font-size:12pt;margin:2mm 0 1mm;text-align:left}",
    "plain": "@page{size:148mm 210mm;margin:16mm} body{font-size:10.5pt;line-height:1.6;text-align:left} "
             "p{margin:0;text-indent:0} h2{font-size:11pt;margin:2mm 0;text-align:left}",
}
BLANKS = {"pdftotext": ["as it is", "behind every line"], "mutool": ["as it is", "behind every line"],
          "pdftotext-layout": ["none"], "pdfminer": ["none"]}
PAGES = {
    "notice": [
        (HEAD, "关于做好冬季安全生产工作的通知"),
        (BODY, "各乡镇人民政府，各街道办事处，市直各部门、各单位："),
        (BODY, "为认真贯彻落实上级关于安全生产工作的决策部署，有效防范和坚决遏制各类事故发生，切实保障人民群众生命财产安全，现就做好冬季安全生产有关工作通知如下。"),
        (HEAD, "一、提高思想认识"),
        (BODY, "冬季气温低、雨雪冰冻天气多，历来是事故易发多发期。各级各部门要充分认识做好冬季安全生产工作的重要性，坚决克服麻痹思想和侥幸心理，把各项责任措施落实到岗位、落实到人头。"),
        (HEAD, "二、突出工作重点"),
        (BODY, "（一）道路交通。加强临水临崖、急弯陡坡、长下坡等重点路段的隐患排查，及时增设警示标志和防护设施。严查超速、超载、疲劳驾驶等违法行为。"),
        (BODY, "（二）消防安全。对商场、宾馆、学校、医院等人员密集场所开展拉网式检查，重点检查疏散通道、安全出口是否畅通，消防设施是否完好有效。"),
        (BODY, "（三）建筑施工。严格执行恶劣天气停工制度，加强对深基坑、高支模、起重机械的监测检查。"),
        (HEAD, "三、加强应急值守"),
        (BODY, "各单位要严格落实领导带班和二十四小时值班制度，遇有突发情况要第一时间报告、第一时间处置。"),
        (BODY, "联系人：陈立新"),
        (BODY, "联系电话：0571-87654321"),
        (BODY, "附件：1．冬季安全生产检查表"),
        (BODY, "2．值班安排表"),
        (BODY, "市安全生产委员会办公室"),
        (BODY, "2023年11月20日"),
    ],
    "novel": [
        (HEAD, "第三章　归途"),
        (BODY, "雨是从傍晚开始下的。林先生站在码头上，看着最后一班渡船慢慢靠岸，船上的灯在雾里晕成一团昏黄的光。"),
        (BODY, "“先生要过江吗？”船家问。"),
        (BODY, "“过。”"),
        (BODY, "“这么大的雨，对岸怕是没有车了。”船家一面说，一面把跳板搭好，“您要是不急，不如在镇上住一夜，明天一早再走。”"),
        (BODY, "林先生摇了摇头。他的箱子不重，里面只有几件换洗的衣裳，和一封没有寄出去的信。那封信他写了三年，每次都是写到最后一行就停下来，不知道该怎么落款。"),
        (BODY, "船开了。江水在黑暗里发出沉闷的声响。"),
        (BODY, "“您是回家？”"),
        (BODY, "“算是吧。”林先生想了想，又说，“也不算。”"),
        (BODY, "船家笑了起来：“我在这江上撑了四十年的船，听过各种各样的回答，这样的倒是头一回。”"),
        (BODY, "他们都不再说话了。雨点打在篷上，像是有许多人在远处低声交谈，听不清说的是什么，也不知道什么时候才会说完。"),
    ],
    "paper": [
        (HEAD, "城市河流水质遥感反演方法研究"),
        (BODY, "王建华1，李思远2，赵敏1"),
        (BODY, "（1.江北大学资源环境学院，江北 430000；2.水文监测中心，江北 430001）"),
        (BODY, "摘要：针对城市河流水体窄、光谱混杂的特点，本文提出一种基于多源数据融合的水质参数反演方法。首先利用高分辨率影像提取水体边界，然后结合地面实测数据建立回归模型，最后对总氮、总磷和叶绿素浓度进行估算。结果表明，该方法的平均相对误差为12.6%，优于传统的单波段模型。"),
        (BODY, "关键词：遥感；水质反演；城市河流；数据融合"),
        (BODY, "中图分类号：X832　文献标志码：A"),
        (HEAD, "1 引言"),
        (BODY, "城市河流是城市生态系统的重要组成部分。随着城镇化进程加快，生活污水和工业废水的排放使许多河段水质恶化，传统的人工采样方法费时费力，难以满足大范围、高频次的监测需求[1]。"),
        (BODY, "近年来，卫星遥感技术的发展为水质监测提供了新的手段。张磊等[2]利用多光谱影像估算了湖泊的叶绿素浓度，但该方法在窄河道中受岸边植被影响较大。"),
        (HEAD, "2 数据与方法"),
        (HEAD, "2.1 研究区概况"),
        (BODY, "研究区位于江北市中部，河道全长36.5 km，平均宽度约45 m，流域面积218 km2。沿线分布有7个排污口和3座闸坝。"),
        (HEAD, "2.2 数据来源"),
        (BODY, "影像数据获取时间为2021年4月至10月，共12景，空间分辨率为2 m。地面数据来自沿河布设的15个采样点，采样时间与卫星过境时间相差不超过2小时。"),
        (HEAD, "3 结果与分析"),
        (BODY, "表1给出了三种模型的精度对比。可以看出，融合模型在各项指标上均优于其他两种模型，其中总磷的决定系数提高最为明显。"),
        (HEAD, "参考文献"),
        (BODY, "[1] 陈光明，刘芳．城市水环境监测技术进展[J]．环境科学，2018，39(5)：2101-2110．"),
        (BODY, "[2] 张磊，周涛，孙晓．湖泊叶绿素遥感估算[J]．遥感学报，2019，23(2)：310-321．"),
        (BODY, "[3] Smith J, Brown K. Remote sensing of inland waters: a review[J]. Water Research, 2020, 115: 88-102."),
    ],
    "exam": [
        (HEAD, "2022—2023学年度第一学期期末考试"),
        (HEAD, "八年级语文试题"),
        (BODY, "注意事项："),
        (ITEM, "1．本试卷满分120分，考试时间150分钟。"),
        (ITEM, "2．答题前请将姓名、准考证号填写在答题卡指定位置。"),
        (HEAD, "一、积累与运用（24分）"),
        (ITEM, "1．下列词语中加点字的读音全部正确的一项是（　　）（3分）"),
        (BODY, "A．凛冽　　镌刻　　锐不可当"),
        (BODY, "B．翘首　　溃退　　振聋发聩"),
        (BODY, "C．悄然　　畸形　　惟妙惟肖"),
        (BODY, "D．躁热　　教诲　　杳无消息"),
        (ITEM, "2．下列句子没有语病的一项是（　　）（3分）"),
        (BODY, "A．通过这次社会实践活动，使我们开阔了眼界，增长了知识。"),
        (BODY, "B．能否坚持体育锻炼，是身体健康的重要保证。"),
        (BODY, "C．我们要养成爱读书、读好书的习惯，在书香中成长。"),
        (BODY, "D．为了防止不再发生类似的事故，学校采取了许多措施。"),
        (HEAD, "二、阅读理解（46分）"),
        (BODY, "阅读下面的文字，完成3～6题。"),
        (BODY, "老屋的后面有一口井，井台是青石砌的，磨得发亮。小时候，每天清早都能听见辘轳转动的声音，吱呀吱呀，像一支永远唱不完的歌。母亲挑着水桶从井边走过，水面上浮着两片桐叶，怕水晃出来。"),
        (ITEM, "3．文中画线句子运用了什么修辞手法？有什么表达效果？（4分）"),
        (ITEM, "4．结合全文，说说“桐叶”在文中的作用。（6分）"),
    ],
    "contract": [
        (HEAD, "房屋租赁合同"),
        (BODY, "出租方（甲方）：周文斌"),
        (BODY, "承租方（乙方）：何晓芸"),
        (BODY, "根据《中华人民共和国民法典》及有关法律法规的规定，甲乙双方在平等、自愿的基础上，就房屋租赁事宜达成如下协议："),
        (HEAD, "第一条 房屋基本情况"),
        (BODY, "甲方将坐落于滨江路18号3幢502室的房屋出租给乙方使用，建筑面积89.6平方米，该房屋权属清晰，无抵押、查封等权利限制。"),
        (HEAD, "第二条 租赁期限"),
        (BODY, "租赁期限自2024年3月1日起至2026年2月28日止，共计24个月。"),
        (HEAD, "第三条 租金及支付方式"),
        (BODY, "1．月租金为人民币2800元整（大写：贰仟捌佰元整）。"),
        (BODY, "2．租金按季度支付，乙方应于每季度首月5日前将租金汇入甲方指定账户。"),
        (BODY, "3．乙方逾期支付租金的，每逾期一日，按应付租金的千分之一向甲方支付违约金。"),
        (HEAD, "第四条 双方责任"),
        (BODY, "甲方应保证房屋及其附属设施处于正常可使用和安全的状态。乙方应合理使用并爱护房屋，未经甲方书面同意，不得擅自改变房屋结构和用途，不得将房屋转租给第三人。"),
        (BODY, "甲方（签字）："),
        (BODY, "乙方（签字）："),
        (BODY, "签订日期：2024年2月20日"),
    ],
    "recipes": [
        (HEAD, "家常菜谱"),
        (HEAD, "番茄牛腩"),
        (BODY, "主料：牛腩500克、番茄4个"),
        (BODY, "辅料：葱、姜、八角、桂皮"),
        (BODY, "调料：盐、生抽、老抽、冰糖"),
        (HEAD, "做法"),
        (ITEM, "1. 牛腩切块，冷水下锅焯去血水，捞出洗净沥干。"),
        (ITEM, "2. 番茄用开水烫一下，去皮切块。"),
        (ITEM, "3. 锅中放油，下冰糖炒出糖色，放入牛腩翻炒均匀，加生抽、老抽、八角、桂皮和足量热水，大火烧开后转小火炖一个半小时。"),
        (ITEM, "4. 放入番茄，继续炖半小时，加盐调味即可。"),
        (HEAD, "小贴士"),
        (BODY, "牛腩要冷水下锅，这样血水才能充分析出。番茄分两次放，一半提前炖化出汁，一半最后放，口感更丰富。"),
        (HEAD, "清蒸鲈鱼"),
        (BODY, "主料：鲈鱼一条"),
        (BODY, "辅料：葱丝、姜丝、红椒丝"),
        (ITEM, "1. 鲈鱼处理干净，两面划几刀，用料酒和盐腌十分钟。"),
        (ITEM, "2. 盘底垫姜片，水开后上锅大火蒸八分钟。"),
        (ITEM, "3. 倒掉盘中汁水，撒上葱姜丝，淋热油和蒸鱼豉油。"),
    ],
}


def make(out, name, layout, blocks):
    pdf, txt = out / f"{name}-{layout}.pdf", out / f"{name}-{layout}.txt"
    set_page(blocks, "zh_CN", LAYOUTS[layout], pdf)
    for extractor, ways in BLANKS.items():
        subprocess.run([part.format(pdf=pdf, txt=txt) for part in EXTRACTORS[extractor]], stderr=subprocess.DEVNULL, check=True)
        for blanks in ways:
            lines = with_blanks(txt.read_text(encoding="utf-8").split("\n"), blanks)
            document = f"{name}-{layout}-{extractor}-{blanks.replace(' ', '_')}"
            gold = gold_of(lines, blocks)
            if gold is None:
                print(f"{document}: left out, its letters are not those that were set")
                continue
            (out / f"{document}.txt").write_text("\n".join(lines), encoding="utf-8")
            with open(out / f"{document}.gold.jsonl", "w", encoding="utf-8") as file:
                for each in gold:
                    file.write(json.dumps(each, ensure_ascii=False) + "\n")
    pdf.unlink()
    txt.unlink()


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name, blocks in PAGES.items():
        for layout in LAYOUTS:
            make(out, name, layout, blocks)


if __name__ == "__main__":
    main()
