"""What one may ask of the lists of the open interface, with its limits."""

from ninja import Query

MOST = 200
WORDS = Query("", max_length=60, description="名称或者编码里的字，空格隔开的都要有")
CLASS = Query("", max_length=2, description="权力类别的代码")
OFFICE = Query("", max_length=18, description="实施主体的统一社会信用代码")
LEVEL = Query(None, description="行使层级：2 省级，3 市级，4 县级，5 乡级")
THEME = Query("", max_length=40, description="主题")
ON = Query("", max_length=20, description="哪一天的清单，例如 2026-03-01；不写就是今天")
STANDING = Query(
    "",
    pattern="^(|suspended|lapsed|ended)$",
    description="不写是清单里现有的，suspended 是暂停的，lapsed 是依据已失效的，ended 是已取消的",
)
AFTER = Query("", max_length=200, description="从哪里接着，取自上一页的 next")
LIMIT = Query(50, ge=1, le=MOST, description=f"一页几条，最多 {MOST}")
FORMAT = Query("json", pattern="^(json|csv)$", description="json 或者 csv")
