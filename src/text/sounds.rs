//! How foreign names are written in Chinese.

/// Characters that foreign names are written with.
pub(crate) const SOUNDS: &str = "阿埃艾安昂奥巴白拜班邦保鲍贝彼宾波伯勃博布采查茨达戴丹道德登邓狄迪蒂丁顿杜尔恩凡范菲费芬弗夫福富盖甘冈戈哥格葛古瓜圭哈汉豪\
赫黑亨洪胡怀惠霍基吉季加贾简杰金津喀卡凯坎康考柯科克肯孔库夸昆拉腊莱赖兰朗劳勒雷蕾黎里李利莉廉良列琳林龄留柳龙卢鲁露伦罗洛吕马玛迈麦曼芒毛\
梅门蒙米密敏莫默姆穆拿娜纳乃奈内尼涅妮宁纽努诺欧帕派潘庞培佩彭皮蓬普奇齐契恰钱乔切钦琼丘屈热仁荣茹儒瑞若萨塞赛桑瑟森沙尚绍舍申圣施什史舒\
斯朔司松苏索塔泰坦汤唐陶特腾廷图托瓦万旺威韦维魏温翁沃乌武伍西希锡夏香肖歇谢辛欣匈雪逊雅亚延扬耶叶伊依英尤泽扎詹珍朱兹宗佐连珀温根京木贡\
迭叙佛别本贲冯高焦莎萝祖鄂隆浦湛堤侯岛胜吴蔡郭岸田因娃多汗妲诃摩娅丝茜芭绮优素罕历帖寇缇黛";

/// Characters besides those that stand in names of several parts.
pub(crate) const MORE_SOUNDS: &str =
    "通来买江肉孜吾丽牙合提古拜山明大东多方海华立南比让日石于生真甫力合祖木衣再吐热孙王卜";
